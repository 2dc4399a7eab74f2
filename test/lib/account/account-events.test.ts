import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../local/eventbridge/pattern.ts";
import { ofType, synthesise } from "../../support/templates.ts";

const stacks = synthesise();
const [rule, ...others] = ofType(stacks, "AWS::Events::Rule").filter(({ id }) => id.startsWith("Account"));
const folder = new URL("../../../adapters/channels/aws/fixtures/", import.meta.url);
const fixture = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

describe("the rule of the account's own bus", () => {
  const matches = compilePattern(rule?.properties.EventPattern);

  it("is the only one", () => {
    expect(others).toEqual([]);
    expect(rule?.properties.EventBusName).toBeUndefined();
  });

  it.each(["bus-rule-matched", "bus-text-successful", "bus-whatsapp-delivered"])("takes %s", (name) => {
    expect(matches(fixture(name))).toBe(true);
  });

  it("takes what became of a mail", () => {
    expect(matches({ source: "aws.ses", "detail-type": "Email Opened", detail: fixture("mail-open") })).toBe(
      true,
    );
  });

  it("leaves alone what routing follows, and what is no customer's", () => {
    expect(matches(fixture("bus-contact-event"))).toBe(false);
    const advice = { version: "1.0.0", data: "{}" };
    expect(
      matches({ source: "aws.ses", "detail-type": "Advisor Recommendation Status Open", detail: advice }),
    ).toBe(false);
    expect(matches({ source: "omniline.cases", detail: fixture("mail-open") })).toBe(false);
    const registration = { registrationId: "registration-1", status: "COMPLETE" };
    expect(
      matches({ source: "aws.sms-voice", "detail-type": "Registration Status Change", detail: registration }),
    ).toBe(false);
  });
});

it("lets topics of this account alone write into the queue", () => {
  const statements = ofType(stacks, "AWS::SQS::QueuePolicy")
    .filter(({ id }) => id.startsWith("AccountEvents"))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .filter(({ Principal }) => Principal?.Service === "sns.amazonaws.com");
  expect(statements).toHaveLength(1);
  expect(statements[0]).toMatchObject({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Condition: { StringEquals: { "aws:SourceAccount": expect.anything() } },
  });
});

import { describe, expect, it } from "vitest";
import { withRetries } from "../../../adapters/aws/retries.ts";
import { AwsCallError } from "../../../domain/errors.ts";

const answered = (status: number, code: string) =>
  new AwsCallError("sqs", "SendMessage", { status, code, body: "" });

async function triesUntilGivenUp(error: Error): Promise<number> {
  let tries = 0;
  const run = async () => {
    tries += 1;
    throw error;
  };
  await expect(withRetries(run)).rejects.toBe(error);
  return tries;
}

describe("trying again", () => {
  it.each([
    answered(400, "ProvisionedThroughputExceededException"),
    answered(400, "ThrottlingException"),
    answered(503, "SlowDown"),
    answered(500, "InternalServerError"),
    answered(429, ""),
    new Error("ECONNRESET"),
  ])("helps against %s, three times in all", async (error) => {
    expect(await triesUntilGivenUp(error)).toBe(3);
  });

  it.each([
    answered(400, "ConditionalCheckFailedException"),
    answered(400, "AccessDeniedException"),
    answered(404, "NoSuchKey"),
    Object.assign(new Error("The caller gave up"), { name: "AbortError" }),
  ])("does not help against %s", async (error) => {
    expect(await triesUntilGivenUp(error)).toBe(1);
  });

  it("ends with the first success", async () => {
    let tries = 0;
    const value = await withRetries(async () => {
      tries += 1;
      if (tries < 3) throw answered(500, "");
      return tries;
    });
    expect(value).toBe(3);
  });
});

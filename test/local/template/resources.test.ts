import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readResources } from "../../../local/template/resources.ts";

const addresses = { publicUrl: "http://127.0.0.1:1", awsUrl: "http://127.0.0.1:2" };
const stack = (stackName: string, Resources: object, Outputs: object = {}) => ({
  stackName,
  region: "eu-central-1",
  template: { Resources, Outputs },
  assets: new Map(),
});
const read = (...stacks: ReturnType<typeof stack>[]) => readResources(stacks, addresses, "eu-central-1");
const anything = z.record(z.string(), z.unknown());

describe("reading the stacks", () => {
  it("resolves references across stacks", () => {
    const resources = read(
      stack(
        "A",
        { Dead: { Type: "AWS::SQS::Queue" } },
        {
          Out: { Value: { "Fn::GetAtt": ["Dead", "Arn"] }, Export: { Name: "A:Dead" } },
        },
      ),
      stack("B", {
        Work: {
          Type: "AWS::SQS::Queue",
          Properties: { RedrivePolicy: { arn: { "Fn::ImportValue": "A:Dead" } } },
        },
      }),
    );
    expect(
      resources
        .ofType("AWS::SQS::Queue", anything)
        .map(({ ref, arn, properties }) => ({ ref, arn, properties })),
    ).toEqual([
      {
        ref: "http://127.0.0.1:2/000000000000/A-Dead",
        arn: "arn:aws:sqs:eu-central-1:000000000000:A-Dead",
        properties: {},
      },
      {
        ref: "http://127.0.0.1:2/000000000000/B-Work",
        arn: "arn:aws:sqs:eu-central-1:000000000000:B-Work",
        properties: { RedrivePolicy: { arn: "arn:aws:sqs:eu-central-1:000000000000:A-Dead" } },
      },
    ]);
  });

  it("refuses a resource type it does not know, naming stack, resource and type", () => {
    expect(() => read(stack("A", { Cache: { Type: "AWS::ElastiCache::CacheCluster" } }))).toThrow(
      "stack A, resource Cache: the laptop does not know resource type AWS::ElastiCache::CacheCluster",
    );
  });

  it.each([
    ["a condition", { Type: "AWS::SQS::Queue", Condition: "IsProd" }, /conditions are not evaluated/],
    [
      "an attribute it does not know",
      { Type: "AWS::SQS::Queue", Properties: { x: { "Fn::GetAtt": ["Q", "Colour"] } } },
      /stack A, resource Q: attribute Colour/,
    ],
    [
      "an export that no stack has",
      { Type: "AWS::SQS::Queue", Properties: { x: { "Fn::ImportValue": "gone" } } },
      /no stack exports gone/,
    ],
  ])("refuses %s", (_, resource, message) => {
    expect(() => read(stack("A", { Q: resource })).ofType("AWS::SQS::Queue", anything)).toThrow(message);
  });

  it("names the resource whose properties are of an unknown shape", () => {
    const resources = read(stack("A", { Q: { Type: "AWS::SQS::Queue", Properties: { Strange: 1 } } }));
    expect(() => resources.ofType("AWS::SQS::Queue", z.strictObject({}))).toThrow(
      /stack A, resource Q \(AWS::SQS::Queue\).*Strange/s,
    );
  });
});

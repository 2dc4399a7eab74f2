import { describe, expect, it } from "vitest";
import { dynamoDbAccesses } from "../../../local/iam/dynamodb-access.ts";
import { evaluate, policyDocument } from "../../../local/iam/policy.ts";
import { s3Accesses } from "../../../local/iam/s3-access.ts";

const keys = { hashKey: "PK", indexHashKeys: new Map([["ByKind", "kind"]]) };
const accesses = (operation: string, body: object) =>
  dynamoDbAccesses(operation, body, "r", (name) => (name === "T" ? keys : undefined))?.map(
    ({ action, resource, context }) => [
      action,
      resource.split(":").at(-1),
      context?.["dynamodb:leadingkeys"]?.[0],
    ],
  );

describe("what a DynamoDB request needs", () => {
  it.each([
    ["PutItem", { TableName: "T", Item: { PK: { S: "a" } } }, [["dynamodb:PutItem", "table/T", "a"]]],
    ["GetItem", { TableName: "T", Key: { PK: { S: "a" } } }, [["dynamodb:GetItem", "table/T", "a"]]],
    ["Scan", { TableName: "T" }, [["dynamodb:Scan", "table/T", undefined]]],
    [
      "Query",
      {
        TableName: "T",
        KeyConditionExpression: "#p = :p AND begins_with(SK, :s)",
        ExpressionAttributeNames: { "#p": "PK" },
        ExpressionAttributeValues: { ":p": { S: "a" }, ":s": { S: "E#" } },
      },
      [["dynamodb:Query", "table/T", "a"]],
    ],
    [
      "Query",
      {
        TableName: "T",
        IndexName: "ByKind",
        KeyConditionExpression: "kind=:k",
        ExpressionAttributeValues: { ":k": { S: "x" } },
      },
      [["dynamodb:Query", "table/T/index/ByKind", "x"]],
    ],
    [
      "TransactWriteItems",
      {
        TransactItems: [
          { Put: { TableName: "T", Item: { PK: { S: "a" } } } },
          { Update: { TableName: "T", Key: { PK: { S: "b" } } } },
          { ConditionCheck: { TableName: "U", Key: { PK: { S: "c" } } } },
        ],
      },
      [
        ["dynamodb:PutItem", "table/T", "a"],
        ["dynamodb:UpdateItem", "table/T", "b"],
        ["dynamodb:ConditionCheckItem", "table/U", undefined],
      ],
    ],
    [
      "BatchWriteItem",
      {
        RequestItems: {
          T: [{ PutRequest: { Item: { PK: { S: "a" } } } }, { DeleteRequest: { Key: { PK: { S: "b" } } } }],
        },
      },
      [
        ["dynamodb:BatchWriteItem", "table/T", "a"],
        ["dynamodb:BatchWriteItem", "table/T", "b"],
      ],
    ],
    [
      "BatchGetItem",
      { RequestItems: { T: { Keys: [{ PK: { S: "a" } }] } } },
      [["dynamodb:BatchGetItem", "table/T", "a"]],
    ],
    ["ExecuteStatement", { Statement: "select" }, undefined],
  ])("%s %j", (operation, body, expected) => {
    expect(accesses(operation, body)).toEqual(expected);
  });
});

describe("what an S3 request needs", () => {
  const request = (method: string, url: string, more: object = {}) => {
    const { pathname, searchParams } = new URL(url, "http://h");
    return s3Accesses({ method, path: pathname, query: searchParams, body: "", ...more })?.map(
      ({ action, resource }) => `${action} ${resource.replace("arn:aws:s3:::", "")}`,
    );
  };
  it.each([
    ["GET", "/b/a%20b/c", {}, ["s3:GetObject b/a b/c"]],
    ["HEAD", "/b/k", {}, ["s3:GetObject b/k"]],
    ["PUT", "/b/k", {}, ["s3:PutObject b/k"]],
    ["PUT", "/b/k", { copySource: "/o/k%201" }, ["s3:PutObject b/k", "s3:GetObject o/k 1"]],
    ["POST", "/b/k?uploads", {}, ["s3:PutObject b/k"]],
    ["DELETE", "/b/k?uploadId=1", {}, ["s3:AbortMultipartUpload b/k"]],
    ["DELETE", "/b/k", {}, ["s3:DeleteObject b/k"]],
    ["GET", "/b?list-type=2", {}, ["s3:ListBucket b"]],
    [
      "POST",
      "/b?delete",
      { body: "<Key>x</Key><Key>y/z</Key>" },
      ["s3:DeleteObject b/x", "s3:DeleteObject b/y/z"],
    ],
    ["PUT", "/b", {}, undefined],
    ["GET", "/", {}, undefined],
  ])("%s %s", (method, url, more, expected) => {
    expect(request(method, url, more)).toEqual(expected);
  });

  it("lists below the prefix that it names, for a policy to hold it to", () => {
    const query = new URLSearchParams({ "list-type": "2", prefix: "incoming/i1/" });
    const [access] = s3Accesses({ method: "GET", path: "/b", query, body: "" }) ?? [];
    const statements = policyDocument.parse({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::b",
        Condition: { StringLike: { "s3:prefix": "incoming/*" } },
      },
    });
    const verdict = (context: object) =>
      evaluate(statements, { action: "", resource: "", ...access, ...context });
    expect(verdict({})).toBe("allowed");
    expect(verdict({ context: { "s3:prefix": ["events/i1/"] } })).toBe("no-allow");
    expect(verdict({ context: {} })).toBe("no-allow");
  });
});

import { expect, it } from "vitest";
import { httpResponse } from "../../../local/http-api/response.ts";

const json = { "content-type": "application/json" };

it.each([
  ["a body without a status", { a: 1 }, { status: 200, headers: json, cookies: [], body: '{"a":1}' }],
  ["text", "hello", { status: 200, headers: json, cookies: [], body: "hello" }],
  ["a status alone", { statusCode: 204 }, { status: 204, headers: {}, cookies: [], body: "" }],
  ["a status as text", { statusCode: "201" }, { status: 201, headers: {}, cookies: [], body: "" }],
  [
    "headers in any letters",
    { statusCode: 200, headers: { "Content-Type": "text/html", "X-N": 1 }, body: "x" },
    { status: 200, headers: { "content-type": "text/html", "x-n": "1" }, cookies: [], body: "x" },
  ],
  [
    "a body without a type",
    { statusCode: 200, body: "x" },
    { status: 200, headers: { "content-type": "text/plain;charset=utf-8" }, cookies: [], body: "x" },
  ],
  [
    "bytes",
    { statusCode: 200, headers: { "content-type": "image/png" }, body: "/w==", isBase64Encoded: true },
    { status: 200, headers: { "content-type": "image/png" }, cookies: [], body: Buffer.from([0xff]) },
  ],
  [
    "an unreadable status",
    { statusCode: 42 },
    { status: 500, headers: json, cookies: [], body: '{"message":"Internal Server Error"}' },
  ],
])("answers %s", (_, payload, expected) => {
  expect(httpResponse(payload)).toEqual(expected);
});

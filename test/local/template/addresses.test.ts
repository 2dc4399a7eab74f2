import { expect, it } from "vitest";
import { localAddresses } from "../../../local/template/addresses.ts";

const toLocal = localAddresses(
  { publicUrl: "http://127.0.0.1:4100", awsUrl: "http://127.0.0.1:9" },
  new Set(["sockets"]),
);

it.each([
  ["https://http1.execute-api.eu-central-1.amazonaws.com", "http://127.0.0.1:4100"],
  ["https://http1.execute-api.eu-central-1.amazonaws.com/v1/x", "http://127.0.0.1:4100/v1/x"],
  ["wss://sockets.execute-api.us-east-1.amazonaws.com/live", "ws://127.0.0.1:4100/v1/live"],
  ["https://sockets.execute-api.us-east-1.amazonaws.com/live", "http://127.0.0.1:9/execute-api/sockets/live"],
  ["https://d123.cloudfront.net/", "http://127.0.0.1:4100/"],
  ["a https://http1.execute-api.us-east-1.amazonaws.com b", "a http://127.0.0.1:4100 b"],
  [
    "arn:aws:execute-api:us-east-1:000000000000:http1/*/*",
    "arn:aws:execute-api:us-east-1:000000000000:http1/*/*",
  ],
  ["https://cognito-idp.us-east-1.amazonaws.com/pool", "https://cognito-idp.us-east-1.amazonaws.com/pool"],
])("turns %s into %s", (deployed, local) => {
  expect(toLocal(deployed)).toBe(local);
});

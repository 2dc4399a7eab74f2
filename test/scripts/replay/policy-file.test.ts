import { expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { readPolicyFile } from "../../../scripts/replay/policy-file.ts";

const read = (text: string) => readPolicyFile("new.json", text, defaultRoutingPolicy);

it("takes parts of a policy, and of its sections, and the rest from the one in force", () => {
  const weights = { continuity: 0, advantage: 1, idle: 2, load: 3, skill: 4 };
  expect(read(JSON.stringify({ weights }))).toEqual({ ...defaultRoutingPolicy, weights });
  expect(read("{}")).toEqual(defaultRoutingPolicy);
  const { learning } = defaultRoutingPolicy;
  expect(read('{"learning":{"enabled":false}}')).toEqual({
    ...defaultRoutingPolicy,
    learning: { ...learning, enabled: false },
  });
  expect(read('{"rules":[]}').rules).toEqual([]);
});

it.each([
  ["that is no JSON", "{", /^new\.json: .*JSON/],
  ["that is no object", "[]", /^new\.json: an object with settings/],
  ["with a value that cannot be", '{"handleMinutes":"six"}', /^new\.json: handleMinutes: /],
  ["with a name that is none of ours", '{"wieghts":{}}', /^new\.json: .*wieghts/],
  ["with a misspelt name in a section", '{"weights":{"idel":0}}', /^new\.json: weights\.idel: /],
  ["that does not fit together", '{"defaultQueueId":"nowhere"}', /^new\.json: .*defaultQueueId: .+/],
])("says where a file is wrong %s", (_, text, message) => {
  expect(() => read(text)).toThrow(message);
});

/** `npm run channel:new` makes a channel that works as it is: in a copy of the project, by the kit alone. */
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addChannel } from "../../scripts/new-channel/add-channel.ts";
import { channelFolders, loadChannel } from "./channels.ts";
import { fewRuns } from "./check.ts";
import { checks } from "./checks.ts";

const run = promisify(execFile);
const project = join(import.meta.dirname, "../..");
const directory = realpathSync(mkdtempSync(join(tmpdir(), "omniline-new-channel-")));
const copy = join(directory, "project");
const parts = [
  "adapters",
  "domain",
  "schemas",
  "scripts",
  "local",
  "package.json",
  "tsconfig.json",
  "biome.json",
];
const folder = "adapters/channels/acme-chat";
const tool = (name: string, ...of: string[]) =>
  run(join(project, "node_modules/.bin", name), of, { cwd: copy });
const newChannel = (...names: string[]) => tool("tsx", "scripts/new-channel.ts", ...names);

/** Every file of the copy, and what is in it. The generated lists are nobody's. */
function filesOf(root: string): Map<string, string> {
  const files = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/channels/listed/"));
  return new Map(files.map((path) => [relative(root, path), readFileSync(path, "latin1")]));
}

let before: Map<string, string>;
let said: string;

beforeAll(async () => {
  mkdirSync(copy);
  for (const part of parts) cpSync(join(project, part), join(copy, part), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
  before = filesOf(copy);
  said = (await newChannel("acme-chat")).stdout;
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("a new channel", () => {
  it("is its folder and one endpoint: nothing else has changed", () => {
    const after = filesOf(copy);
    const changed = [...after].flatMap(([path, content]) => (before.get(path) === content ? [] : [path]));
    const own = ["index", "verify", "parse", "send", "media", "samples"].map(
      (file) => `${folder}/${file}.ts`,
    );
    expect(changed.toSorted()).toEqual(
      [...own, `${folder}/fixtures/message.json`, "local/endpoints.json"].toSorted(),
    );
    expect([...before.keys()].filter((path) => !after.has(path))).toEqual([]);
    for (const path of changed) expect(said).toContain(path);
  });

  it("has an endpoint on the laptop, behind those that were there", () => {
    const endpoints = (root: string) => JSON.parse(readFileSync(join(root, "local/endpoints.json"), "utf8"));
    const own = {
      provider: "acme-chat",
      endpointId: "demo",
      path: "/v1/ingest/acme-chat/demo",
      secrets: ["local-demo-acme-chat-secret-0001"],
      account: { apiToken: "local-demo-acme-chat-api-token-0001", apiUrl: "{providers}/acme-chat" },
    };
    expect(endpoints(copy)).toEqual([...endpoints(project), own]);
  });

  it("is listed, compiles, and needs no formatting", async () => {
    const lists = ["adapters", "senders", "media-sources"].map(
      (list) => `adapters/channels/listed/${list}.ts`,
    );
    for (const list of lists) {
      expect(readFileSync(join(copy, list), "utf8")).toContain('"acme-chat": acmeChat,');
    }
    const { compilerOptions } = JSON.parse(readFileSync(join(copy, "tsconfig.json"), "utf8"));
    const files = ["index", "send", "media", "samples"].map((file) => `${folder}/${file}.ts`);
    writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const looks = [tool("tsc", "-p", "."), tool("biome", "check", "--vcs-enabled=false", folder, "local")];
    for (const look of await Promise.allSettled(looks)) {
      expect(look.status === "rejected" ? `${look.reason.stdout}${look.reason.stderr}` : "").toBe("");
    }
  });

  it("keeps every promise of the kit", async () => {
    const channel = await loadChannel(join(copy, "adapters/channels"), "acme-chat");
    const asked = checks.filter(({ applies }) => applies(channel));
    expect(asked.length).toBeGreaterThan(65);
    const broken: string[] = [];
    for (const { name, run } of asked) {
      try {
        await run(channel, fewRuns);
      } catch (error) {
        broken.push(`${name}: ${error}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("is refused under a name that is taken, or that is none", async () => {
    const files = filesOf(copy);
    const problemWith = (name: string) => {
      const answer = addChannel(copy, name);
      return "problem" in answer ? answer.problem : "";
    };
    expect(problemWith("acme-chat")).toBe('There is a channel "acme-chat" already.');
    expect(problemWith("meta")).toBe('There is a channel "meta" already.');
    expect(problemWith("")).toBe("A channel needs a name.");
    const none = [
      "Acme",
      "acme_chat",
      "-acme",
      "acme-",
      "a--b",
      "1st",
      "../x",
      "a/b",
      "şirket",
      "x".repeat(33),
    ];
    for (const name of none) expect(problemWith(name)).toContain("is no name for a channel");
    for (const name of ["listed", "new", "default", "senders"]) {
      expect(problemWith(name)).toContain("need that word");
    }
    await expect(newChannel("Acme")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"Acme" is no name for a channel'),
    });
    expect(filesOf(copy)).toEqual(files);
  });

  it("is none without samples: nothing about it is proven", async () => {
    const channels = join(copy, "adapters/channels");
    cpSync(join(channels, "acme-chat"), join(channels, "untold"), { recursive: true });
    rmSync(join(channels, "untold/samples.ts"));
    expect(channelFolders(channels)).toContain("untold");
    await expect(loadChannel(channels, "untold")).rejects.toThrow(
      "adapters/channels/untold has no samples.ts",
    );
  });
});

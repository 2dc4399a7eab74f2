/** What a channel promises, on one running platform: the proofs are in `channels/`. */
import { afterAll, beforeAll } from "vitest";
import { startPlatform } from "../../local/start.ts";
import { memoryLog, temporaryDirectory } from "../local/support/platform.ts";
import { Staff } from "../support/staff.ts";
import { activation } from "./channels/activation.ts";
import { doubles } from "./channels/doubles.ts";
import { echoes } from "./channels/echoes.ts";
import { files } from "./channels/files.ts";
import { withMailBucket } from "./channels/mail-bucket.ts";
import { mails } from "./channels/mails.ts";
import type { Running } from "./channels/running.ts";
import { stopWords } from "./channels/stop-words.ts";
import { storedMails } from "./channels/stored-mails.ts";

const directory = temporaryDirectory();
let started: Running | undefined;

beforeAll(async () => {
  const platform = await startPlatform({
    templates: withMailBucket,
    dataDir: directory.path,
    port: 0,
    log: memoryLog(),
    providerReportsAfterMs: [],
  });
  started = {
    platform,
    agent: await Staff.signIn(platform.url),
    admin: await Staff.signIn(platform.url, "admin"),
  };
});
afterAll(async () => {
  await started?.platform.close();
  directory.remove();
});

function running(): Running {
  if (started === undefined) throw new Error("the platform has not started");
  return started;
}

activation(running);
files(running);
mails(running);
storedMails(running);
doubles(running);
echoes(running);
stopWords(running);

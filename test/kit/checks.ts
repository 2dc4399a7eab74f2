/** Every check of the kit, in the order in which a new channel meets them. */
import type { Check } from "./check.ts";
import { batchChecks } from "./checks/batch.ts";
import { contentChecks } from "./checks/content.ts";
import { lifecycleChecks } from "./checks/lifecycle.ts";
import { mediaChecks } from "./checks/media.ts";
import { peopleChecks } from "./checks/people.ts";
import { readingChecks } from "./checks/reading.ts";
import { replayChecks } from "./checks/replay.ts";
import { robustnessChecks } from "./checks/robustness.ts";
import { sendAnswerChecks } from "./checks/send-answers.ts";
import { sendingChecks } from "./checks/sending.ts";
import { sendingAccountChecks } from "./checks/sending-account.ts";
import { signatureChecks } from "./checks/signature.ts";
import { signedPartChecks } from "./checks/signed-parts.ts";
import { unknownChecks } from "./checks/unknown.ts";

export const checks: readonly Check[] = [
  ...signatureChecks,
  ...signedPartChecks,
  ...replayChecks,
  ...lifecycleChecks,
  ...contentChecks,
  ...readingChecks,
  ...peopleChecks,
  ...batchChecks,
  ...unknownChecks,
  ...robustnessChecks,
  ...mediaChecks,
  ...sendingChecks,
  ...sendingAccountChecks,
  ...sendAnswerChecks,
];

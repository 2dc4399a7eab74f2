/** What a brief is made of. */
import type { BriefLanguage } from "../../schemas/brief.ts";
import type { Case } from "../../schemas/case.ts";
import type { Digest } from "../../schemas/digest.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import type { Consent } from "../consent/consents.ts";

export interface BriefInput {
  readonly customerId: string;
  /** The case that the agent is offered, with all its parts. */
  readonly case?: Case | undefined;
  /** The person's other cases that are open or waiting, newest first. */
  readonly otherOpenCases: readonly Case[];
  /** Of the whole person. */
  readonly digest: Digest;
  readonly consents: readonly Consent[];
  readonly profile: AgentProfile;
  /** The identifier people recognise best, masked where it must be: shown while no name is known. */
  readonly identifierHint?: string | undefined;
  /** Names of slots that the case's intent needs. */
  readonly toAsk: readonly string[];
  readonly now: Date;
  /** The IANA zone that dates are told in: the company's. */
  readonly timeZone: string;
  readonly language: BriefLanguage;
}

/** The attributes of our own tasks and calls. Connect takes letters, digits, dash and underscore in their names. */

export const caseAttribute = "omniline_case";
export const tokenAttribute = "omniline_token";
/** The user of Amazon Connect who asked for the call: it goes to their own queue. */
export const callerAttribute = "omniline_agent";

/** The case of a call of ours: what `StartOutboundVoiceContact` starts is no agent's own dialling, and no task. */
export const calledFor = (
  channel: string | null | undefined,
  initiationMethod: string | null | undefined,
  caseId: string | null | undefined,
): string | undefined =>
  channel === "VOICE" && initiationMethod === "API" ? (caseId ?? undefined) : undefined;

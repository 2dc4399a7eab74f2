/** The contact attributes that our flows set. They end up in contact records: no personal data. */

/** What `identify-caller` answers and the flows keep; its `greeting` and `waitText` are only spoken. */
export const keptAnswers = {
  language: "$.External.language",
  known: "$.External.known",
  priority: "$.External.priority",
  offerCallback: "$.External.offerCallback",
} as const;

/** `survey`: whether a rating is still to be asked for. */
export const survey = { open: "open", asked: "asked", none: "none" } as const;

/** `csat` is out of `csatScale`. */
export const ratings = ["1", "2", "3", "4", "5"] as const;
export const csatScale = "5";

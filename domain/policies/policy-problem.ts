/** Why a policy cannot be saved, and where it says so. */
export interface PolicyProblem {
  /** JSON pointer into the policy: `/rules/0/queueId`. */
  readonly pointer: string;
  readonly detail: string;
}

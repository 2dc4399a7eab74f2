/** What keeps a call from agents until Omniline has said who is to get it. */

/** Who gets what is for Omniline to say, not for skills in Amazon Connect: one that no agent is given. */
export const heldCalls = { attribute: "omniline.skill", value: "steered-by-omniline" } as const;

/**
 * Omniline steers about a second after the call is in its queue. When it does not, any agent of the queue gets the
 * call after so long: nobody waits for ever.
 */
export const heldSeconds = 10;

/** Stands before the id of a send of ours in Messenger's `metadata`: other apps have ids of their own there. */
export const sendMark = "omniline:";

/** The generic channel alone: who makes channels by configuration tries them out without every other one's readers. */
export { adapter } from "./standard/index.ts";
export { reader } from "./standard/later.ts";

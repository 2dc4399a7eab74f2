/** Calls one bundle's handler again and again, one event after the other, and says what CPU a call took. */
import { answerParent } from "../child-process.ts";
import { loadHandler } from "../loaded-handler.ts";

const [bundle = ""] = process.argv.slice(2);
const handle = loadHandler(bundle);
let events: readonly unknown[] = [];

async function play(calls: number) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) await handle(events[call % events.length]);
  const { user, system } = process.cpuUsage(before);
  return { microsecondsPerCall: (user + system) / calls };
}

// New events, each to be played once; or how often to play the events that came last.
answerParent({}, async (question) => {
  if (typeof question === "number") return play(question);
  if (!Array.isArray(question)) throw new Error("neither events nor a number of calls");
  events = question;
  return play(events.length);
});
process.on("disconnect", () => process.exit());

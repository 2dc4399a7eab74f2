/** Random runs are the same ones every time, so that a verdict depends on the change alone; `SEED=7 npm test` draws others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

/** Starts the stub engine and reads what it was asked. */
import { join } from "node:path";
import * as z from "zod";
import { startChild } from "../child-process.ts";

const greetingSchema = z.object({ url: z.string() });
const seenSchema = z.object({ seen: z.array(z.object({ operation: z.string(), body: z.string() })) });
export type AwsCall = z.infer<typeof seenSchema>["seen"][number];

export interface StubEngine {
  readonly url: string;
  /** What the engine is asked while the work is done, in order. */
  callsDuring(work: () => Promise<unknown>): Promise<readonly AwsCall[]>;
  end(): Promise<void>;
}

export async function startStubEngine(): Promise<StubEngine> {
  const child = await startChild(join(import.meta.dirname, "main.ts"), [], {});
  const toggleRecording = async () => seenSchema.parse(await child.ask({})).seen;
  return {
    url: greetingSchema.parse(child.greeting).url,
    async callsDuring(work) {
      await toggleRecording();
      await work();
      return toggleRecording();
    },
    end: child.end,
  };
}

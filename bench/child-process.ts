/** Programs in processes of their own, spoken to in questions and answers, one at a time. */
import { type ForkOptions, fork } from "node:child_process";

export interface Child {
  /** What it said when it was ready. */
  readonly greeting: unknown;
  /** @throws Error when the process ends before it answers, or answers with `{ "error": ... }` */
  ask(question: object | number): Promise<unknown>;
  end(): Promise<void>;
}

/** Starts the program and waits for its first message. It is to end when it is disconnected. */
export async function startChild(
  file: string,
  args: readonly string[],
  options: ForkOptions,
): Promise<Child> {
  const child = fork(file, args, { serialization: "advanced", ...options });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const onEnd = (code: number | null) => reject(new Error(`${file} ended with ${code}`));
      child.once("exit", onEnd);
      child.once("message", (message) => {
        child.off("exit", onEnd);
        if (typeof message === "object" && "error" in message) reject(new Error(`${file}: ${message.error}`));
        else resolve(message);
      });
    });
  return {
    greeting: await next(),
    ask(question) {
      const answer = next();
      child.send(question);
      return answer;
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The other side: greets, then answers every question; trouble goes back as `{ "error": ... }`. */
export function answerParent(greeting: object, answer: (question: unknown) => Promise<object>): void {
  const say = (message: object) => process.send?.(message);
  process.on("message", (question) => {
    answer(question).then(say, (error: unknown) => say({ error: String(error) }));
  });
  say(greeting);
}

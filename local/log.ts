/** The runtime's own lines on the terminal; functions write theirs to the console themselves. */

export interface Log {
  info(line: string): void;
  error(line: string): void;
}

export const consoleLog: Log = {
  info: (line) => console.info(line),
  error: (line) => console.error(line),
};

export const errorsOnly: Log = { ...consoleLog, info: () => undefined };

/** What an unknown thrown value says, with its stack where it has one. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}

/** Reads the command line of `npm start`. Pure. */
import { parseArgs } from "node:util";

export interface Options {
  readonly port: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly quiet: boolean;
  /** Simulated agents. */
  readonly agents: number;
  readonly showEndpoints: boolean;
  readonly help: boolean;
}

export const help = `npm start -- [options]
  --port N          public port on 127.0.0.1 (default 4100)
  --data DIR        where data is kept (default .omniline)
  --fresh           start with empty data
  --agents N        let N simulated agents work in the local Amazon Connect (default 0)
  --quiet           print errors and the ready line only
  --show-endpoints  print the local test endpoints of the channels, and end
  --help            print this, and end`;

/** @throws Error with a sentence for the person who typed it */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "4100" },
      data: { type: "string", default: ".omniline" },
      fresh: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
      "show-endpoints": { type: "boolean", default: false },
      agents: { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  if (!/^\d{1,3}$/.test(values.agents)) {
    throw new Error(`--agents wants a number from 0 to 999, not "${values.agents}"`);
  }
  if (!/^\d+$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port wants a number from 0 to 65535, not "${values.port}"`);
  }
  return {
    port: Number(values.port),
    dataDir: values.data,
    fresh: values.fresh,
    agents: Number(values.agents),
    quiet: values.quiet,
    showEndpoints: values["show-endpoints"],
    help: values.help,
  };
}

/** What `npm start` runs: the platform on this machine until it is told to stop. */
import { endpointsText } from "./endpoints.ts";
import { help, type Options, readOptions } from "./options.ts";

const orphanCheckMs = 200;

// node:sqlite says at every start that it is experimental: nothing that whoever starts this can act on.
process.removeAllListeners("warning");

let options: Options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  process.exit(2);
}

if (options.help) console.info(help);
else if (options.showEndpoints) console.info(endpointsText(`http://127.0.0.1:${options.port}`));
else await run(options);

async function run({ port, dataDir, fresh, agents, quiet }: Options) {
  const { startPlatform } = await import("./start.ts");
  const { synthesiseOmniline } = await import("./synthesise.ts");
  const { consoleLog, describeError, errorsOnly } = await import("./log.ts");
  // Lambda would lose one sandbox to a promise that nobody awaits; here it must not take the others along.
  process.on("unhandledRejection", (error) => console.error(`unhandled rejection: ${describeError(error)}`));
  const print = console.log;
  console.log = quiet ? () => undefined : (line: unknown, ...more) => isMetric(line) || print(line, ...more);
  try {
    const platform = await startPlatform({
      templates: synthesiseOmniline,
      dataDir,
      port,
      fresh,
      agents,
      log: quiet ? errorsOnly : consoleLog,
    });
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      void platform.close().then(() => process.exit(0));
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    if (process.env.npm_lifecycle_event !== undefined) onOrphaned(stop);
    process.stdout.write(`ready ${platform.url}\n`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** Functions meter by lines that CloudWatch reads; on a terminal nobody does. */
const isMetric = (line: unknown) => typeof line === "string" && line.startsWith('{"_aws"');

/** npm passes its signals to a shell that does not pass them on: what is left of us is a process without its parent. */
function onOrphaned(stop: () => void) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, orphanCheckMs).unref();
}

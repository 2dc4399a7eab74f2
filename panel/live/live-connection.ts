/** Keeps one WebSocket open for what happens live: a new ticket for every try, backing off between failures. */
import { type LiveAddress, type LiveMessage, liveMessageSchema } from "../../schemas/api/shapes.ts";
import { backoffMs } from "./backoff.ts";

/** `refused` is final: trying again would be refused again. */
export type LiveState = "connecting" | "live" | "waiting" | "refused";

/** What a socket tells us. After `onClose` it tells nothing more. */
export interface SocketEvents {
  onOpen(): void;
  onMessage(data: unknown): void;
  onClose(): void;
}

export interface LiveParts {
  /** Asks the API where to connect. A ticket is good for one minute and one connection. */
  address(): Promise<LiveAddress>;
  /** Whether an error of `address` will stay. */
  isFinal(error: unknown): boolean;
  /** Opens a socket. @returns a way to close it */
  open(url: string, events: SocketEvents): () => void;
  /** Calls `run` after a while. @returns a way to call it off */
  after(delayMs: number, run: () => void): () => void;
  /** A random number in [0, 1). */
  draw(): number;
  onState(state: LiveState): void;
  onMessage(message: LiveMessage): void;
  /** The connection stands, for the first time or again: what landed before it must be read. */
  onOpen(): void;
}

export interface LiveConnection {
  /** Tries at once instead of waiting, for instance when the network is back. */
  hurry(): void;
  stop(): void;
}

export function connectLive(parts: LiveParts): LiveConnection {
  let failures = 0;
  let stopped = false;
  let close: (() => void) | undefined;
  let callOff: (() => void) | undefined;

  async function connect() {
    callOff = undefined;
    parts.onState("connecting");
    try {
      const { url } = await parts.address();
      if (!stopped) close = parts.open(url, events);
    } catch (error) {
      if (parts.isFinal(error)) parts.onState("refused");
      else retryLater();
    }
  }

  const events: SocketEvents = {
    onOpen() {
      failures = 0;
      parts.onState("live");
      parts.onOpen();
    },
    onMessage(data) {
      const message = readMessage(data);
      if (message !== undefined) parts.onMessage(message);
    },
    onClose: retryLater,
  };

  function retryLater() {
    if (stopped) return;
    failures += 1;
    parts.onState("waiting");
    callOff = parts.after(backoffMs(failures, parts.draw()), () => void connect());
  }

  void connect();
  return {
    hurry() {
      if (callOff === undefined) return;
      callOff();
      void connect();
    },
    stop() {
      stopped = true;
      callOff?.();
      close?.();
    },
  };
}

/** @returns nothing for a message we do not know: a newer server may send more than we understand */
function readMessage(data: unknown): LiveMessage | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const read = liveMessageSchema.safeParse(JSON.parse(data));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** One live connection, many listeners: the list, an open timeline, the announcer. */
import type { Api } from "../api/api.ts";
import { isForbidden } from "../api/api-error.ts";
import { SessionEndedError } from "../session/session.ts";
import { connectLive, type LiveState, type SocketEvents } from "./live-connection.ts";
import { type LiveListener, tell } from "./live-listener.ts";
import { socketAddress } from "./socket-address.ts";

export interface LiveFeed {
  /** @returns a way to stop listening */
  listen(listener: LiveListener): () => void;
  start(onState: (state: LiveState) => void): () => void;
}

export function createLiveFeed(api: Api): LiveFeed {
  const listeners = new Set<LiveListener>();

  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start(onState) {
      const connection = connectLive({
        address: api.liveAddress,
        isFinal,
        open: openSocket,
        after(delayMs, run) {
          const timer = setTimeout(run, delayMs);
          return () => clearTimeout(timer);
        },
        draw: Math.random,
        onState,
        onMessage: (message) => {
          for (const listener of listeners) tell(listener, message);
        },
        onOpen: () => {
          for (const listener of listeners) listener.onOpen?.();
        },
      });
      window.addEventListener("online", connection.hurry);
      return () => {
        window.removeEventListener("online", connection.hurry);
        connection.stop();
      };
    },
  };
}

const isFinal = (error: unknown) => error instanceof SessionEndedError || isForbidden(error);

function openSocket(url: string, events: SocketEvents): () => void {
  const socket = new WebSocket(socketAddress(url, location.hostname));
  socket.onopen = () => events.onOpen();
  socket.onmessage = ({ data }) => events.onMessage(data);
  socket.onclose = () => events.onClose();
  return () => socket.close();
}

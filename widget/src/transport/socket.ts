/** The fast doorbell. WebSocket only; when it is silent, POST and the long poll do the same work. */

import { Manager } from "socket.io-client";
import { Decoder, Encoder } from "socket.io-parser";
import { ListsChanged, type Notices, type Passport, ReportChanged, Said, StaffTyping } from "../contract.gen";
import { asItIs } from "./json";

const NAMESPACE = "/visitor";
const COME_BACK = 30_000; // ms at most, so that a restart is not answered by everybody at once

type VisitorNotice = typeof Said | typeof ReportChanged | typeof ListsChanged | typeof StaffTyping;

class PlainEncoder extends Encoder {
  constructor() {
    super(asItIs);
  }
}

export interface SocketEars {
  connected(): void;
  lost(): void;
  /** The namespace refuses this page or this version; it will not try again by itself. */
  refused(code: string): void;
  notice<E extends VisitorNotice>(type: E, notice: Notices[E]): void;
}

export interface Socket {
  isConnected(): boolean;
  connect(): void;
  disconnect(): void;
  /** Emit and wait for the acknowledgement; undefined when none came in time or the socket broke. */
  ask(event: string, command: object, ms: number): Promise<unknown>;
}

export function openSocket(base: string, passport: () => Passport, ears: SocketEars): Socket {
  const { origin, pathname } = new URL(base);
  const manager = new Manager(origin, {
    path: `${pathname}socket.io/`,
    transports: ["websocket"],
    parser: { Encoder: PlainEncoder, Decoder },
    autoConnect: false,
    reconnectionDelay: 1000,
    reconnectionDelayMax: COME_BACK,
    randomizationFactor: 1,
    timeout: 10_000,
  });
  const socket = manager.socket(NAMESPACE, { auth: (send) => send(passport()) });
  let wanted = false;

  socket.on("connect", ears.connected);
  socket.on("disconnect", (reason) => {
    ears.lost();
    if (reason !== "io server disconnect") return;
    setTimeout(() => wanted && socket.connect(), Math.random() * COME_BACK); // the library does not come back by itself
  });
  socket.on("connect_error", (error) => (socket.active ? ears.lost() : ears.refused(error.message)));
  for (const type of [Said, ReportChanged, ListsChanged, StaffTyping] as const) {
    socket.on(type as string, (notice) => ears.notice(type, notice));
  }

  return {
    isConnected: () => socket.connected,
    connect() {
      wanted = true;
      if (socket.connected) return;
      socket.disconnect(); // else a waiting retry would keep its time
      socket.connect();
    },
    disconnect() {
      wanted = false;
      socket.disconnect();
    },
    ask: (event, command, ms) =>
      new Promise((resolve) => {
        if (!socket.connected) return resolve(undefined);
        const give = (answer?: unknown) => {
          clearTimeout(timer);
          socket.off("disconnect", broke);
          resolve(answer);
        };
        const broke = () => give();
        const timer = setTimeout(broke, ms);
        socket.once("disconnect", broke);
        socket.emit(event, command, give);
      }),
  };
}

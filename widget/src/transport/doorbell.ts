/** The socket's library is a third of all bytes and nobody waits for it: commands go by POST until it is here. */

import type { Passport } from "../contract.gen";
import type { Load } from "../options";
import type { Socket, SocketEars } from "./socket";

export function lazySocket(load: Load, base: string, passport: () => Passport, ears: SocketEars): Socket {
  let socket: Socket | undefined;
  let wanted = false;
  let loading = false;
  const fetch = async () => {
    if (loading) return;
    loading = true;
    try {
      socket = (await load("socket")).openSocket(base, passport, ears) as Socket;
      if (wanted) socket.connect();
    } catch {
      // the long poll does its work; the next `connect` tries again
    }
    loading = false;
  };
  return {
    isConnected: () => socket?.isConnected() ?? false,
    connect() {
      wanted = true;
      if (socket) socket.connect();
      else void fetch();
    },
    disconnect() {
      wanted = false;
      socket?.disconnect();
    },
    ask: async (event, command, ms) => socket?.ask(event, command, ms),
  };
}

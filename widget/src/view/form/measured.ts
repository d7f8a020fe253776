/**
 * How the device is connected at the moment of *Kirim*: it waits with the report, so it is of then, however late that
 * is sent. Nothing here says who or where the person is. Firefox and Safari have no `navigator.connection`.
 */

import type { Diagnostics } from "../../contract.gen";
import type { Connection } from "../../store/state";

/** What browsers tell of the network, where they do. */
export interface Device {
  onLine?: boolean;
  connection?: { type?: string; effectiveType?: string; downlink?: number; rtt?: number };
}

const LINES: Partial<Record<Connection, Diagnostics["line"]>> = {
  live: "socket",
  slow: "post",
  waiting: "none",
  offline: "none",
};
const NETWORKS = ["wifi", "cellular", "ethernet", "bluetooth", "wimax", "other", "none"] as const;
const CLASSES = ["slow-2g", "2g", "3g", "4g"] as const;

/** What is not known is left out; a 0 is how browsers say that they have not measured. */
export function measured(chat: Connection, device: Device): Diagnostics {
  const { type, effectiveType, downlink = 0, rtt = 0 } = device.connection ?? {};
  const found: { [One in keyof Diagnostics]: Diagnostics[One] | undefined } = {
    line: LINES[chat],
    online: device.onLine,
    network: NETWORKS.find((one) => one === type),
    speed_class: CLASSES.find((one) => one === effectiveType),
    downlink_mbit: downlink > 0 ? downlink : undefined,
    rtt_ms: rtt > 0 ? Math.round(rtt) : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

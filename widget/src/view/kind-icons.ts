/** The pictures that a kind of fault may have; another name gets the question mark. */

import activity from "icon:activity";
import other from "icon:circle-question-mark";
import cable from "icon:ethernet-port";
import gauge from "icon:gauge";
import globe from "icon:globe";
import lock from "icon:globe-lock";
import mail from "icon:mail";
import router from "icon:router";
import unplug from "icon:unplug";
import wifi from "icon:wifi";

const KINDS = new Map([
  ["activity", activity],
  ["ethernet-port", cable],
  ["gauge", gauge],
  ["globe", globe],
  ["globe-lock", lock],
  ["mail", mail],
  ["router", router],
  ["unplug", unplug],
  ["wifi", wifi],
]);

export const kindIcon = (name: string): string => KINDS.get(name) ?? other;

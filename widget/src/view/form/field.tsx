import failed from "icon:circle-alert";
import type { ComponentChildren } from "preact";
import type { App } from "../app";
import { Icon } from "../icon";
import { faultWords } from "./errors";

export interface FieldProps {
  app: App;
  /** As the server calls it: the error and the summary's link find it by this name. */
  name: string;
  label: string;
  help?: string;
  fault: string | undefined;
}

/** What an input says about its help and its error. */
export const described = ({ name, help, fault }: FieldProps) => ({
  id: `f-${name}`,
  "aria-invalid": Boolean(fault),
  "aria-describedby": [help && `h-${name}`, fault && `e-${name}`].filter(Boolean).join(" ") || undefined,
});

/** Label above, help under it, then the error beside the input it belongs to. */
export function Field({ children, ...props }: FieldProps & { children: ComponentChildren }) {
  const { name, label, fault } = props;
  return (
    <div class={`field${fault ? " wrong" : ""}`}>
      <label for={`f-${name}`}>{label}</label>
      <Notes {...props} />
      {children}
    </div>
  );
}

/** Several inputs under one question. */
export function Group({ children, ...props }: FieldProps & { children: ComponentChildren }) {
  const { name, label, fault } = props;
  return (
    <fieldset class={`field${fault ? " wrong" : ""}`} {...described(props)} tabIndex={-1}>
      <legend id={`l-${name}`}>{label}</legend>
      <Notes {...props} />
      {children}
    </fieldset>
  );
}

function Notes({ app, name, help, fault }: FieldProps) {
  return (
    <>
      {help && (
        <p class="help" id={`h-${name}`}>
          {help}
        </p>
      )}
      {fault && (
        <p class="fault" id={`e-${name}`}>
          <Icon path={failed} />
          {faultWords(app.say, name, fault)}
        </p>
      )}
    </>
  );
}

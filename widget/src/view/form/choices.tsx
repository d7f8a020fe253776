import type { FieldProps } from "./field";
import { Group } from "./field";

interface ChoicesProps<V extends string> extends FieldProps {
  value: V | "";
  options: [V, string][];
  set(value: V): void;
}

/** One of a few, as radio buttons that are easy to hit. */
export function Choices<V extends string>({ value, options, set, ...field }: ChoicesProps<V>) {
  return (
    <Group {...field}>
      <div class="radios">
        {options.map(([option, words]) => (
          <label key={option}>
            <input
              type="radio"
              name={`r-${field.name}`}
              value={option}
              checked={value === option}
              onChange={() => set(option)}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}

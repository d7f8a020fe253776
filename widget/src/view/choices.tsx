/** Groups of buttons that the bot offers. An old group steps back but its buttons still work. */

import next from "icon:chevron-right";
import { questionCard } from "../store/guide";
import type { App } from "./app";
import { Icon } from "./icon";
import { kindIcon } from "./kind-icons";

export function Kinds({ app }: { app: App }) {
  const { state, say, deeds } = app;
  if (!state.catalogue) return <p class="small muted">{say("loading")}</p>;
  return (
    <ul class="chips">
      {state.catalogue.kinds.map((kind) => (
        <li key={kind.key}>
          <button
            type="button"
            class="chip"
            title={kind.hint}
            onClick={() => deeds.choose(`kind:${kind.key}`, kind.label)}
          >
            <Icon path={kindIcon(kind.icon)} />
            {kind.label}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function Questions({ app, kind }: { app: App; kind: string }) {
  const found = app.state.catalogue?.kinds.find((one) => one.key === kind);
  return (
    <QuestionList app={app} keys={(found?.questions ?? []).map((question) => question.key)}>
      <Small app={app} choice="none" words={app.say("menu.none_of_these")} />
      <Small app={app} choice="menu" words={app.say("menu.back_to_menu")} />
    </QuestionList>
  );
}

export function Suggestions({ app, keys }: { app: App; keys: string[] }) {
  return (
    <QuestionList app={app} keys={keys}>
      <Small app={app} choice="none" words={app.say("free_text.not_that")} />
      <ToForm app={app} />
    </QuestionList>
  );
}

export function Solved({ app, question }: { app: App; question: string }) {
  const { say, deeds } = app;
  const no = () => {
    deeds.choose(`unsolved:${question}`, say("answer.solved_no"));
    deeds.openForm({ kind: question.split("/")[0] ?? null, question, description: "" });
  };
  return (
    <>
      <p class="bubble">{say("answer.ask_solved")}</p>
      <div class="chips">
        <Small app={app} choice={`solved:${question}`} words={say("answer.solved_yes")} strong />
        <button type="button" class="chip" onClick={no}>
          {say("answer.solved_no")}
        </button>
        <Small app={app} choice={`kind:${question.split("/")[0]}`} words={say("menu.other_questions")} />
      </div>
    </>
  );
}

function QuestionList({
  app,
  keys,
  children,
}: {
  app: App;
  keys: string[];
  children: preact.ComponentChildren;
}) {
  return (
    <>
      <ul class="list">
        {keys.map((key) => {
          const card = questionCard(app.state.catalogue, key);
          return card ? (
            <li key={key}>
              <button type="button" onClick={() => app.deeds.choose(`question:${key}`, card.label)}>
                <span>{card.label}</span>
                <Icon path={next} />
              </button>
            </li>
          ) : null;
        })}
      </ul>
      <div class="chips">{children}</div>
    </>
  );
}

export function Small({
  app,
  choice,
  words,
  strong,
}: {
  app: App;
  choice: string;
  words: string;
  strong?: boolean;
}) {
  return (
    <button
      type="button"
      class={strong ? "chip" : "chip ghost"}
      onClick={() => app.deeds.choose(choice, words)}
    >
      {words}
    </button>
  );
}

function ToForm({ app }: { app: App }) {
  const { say, deeds } = app;
  return (
    <button
      type="button"
      class="chip ghost"
      onClick={() => {
        deeds.choose("form", say("menu.report_now"));
        deeds.openForm({ kind: null, question: null, description: "" });
      }}
    >
      {say("menu.report_now")}
    </button>
  );
}

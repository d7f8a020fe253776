import waiting from "icon:clock";
import arrow from "icon:send-horizontal";
import { useEffect, useState } from "preact/hooks";
import { AttachPhoto, type ReportView, SendMessage } from "../../contract.gen";
import { moment } from "../../words/time";
import type { App } from "../app";
import { Icon } from "../icon";
import { Text } from "../text";
import { whereabouts } from "./pending";

const MOST_PHOTOS = 3;

/** What was written about one report, and where one writes on; photos can be added here. */
export function Talk({ app, report }: { app: App; report: ReportView }) {
  const { say, deeds, state, rooms } = app;
  const { number, photos } = report;
  const [text, setText] = useState("");
  useEffect(() => {
    void rooms.fetch("photos");
  }, [rooms]);
  const room = rooms.get("photos");
  const said = state.messages.filter((one) => one.number === number && one.line.type === "text");
  const unsent = state.outgoing.filter(
    (item) => item.event === SendMessage && item.command.number === number && !item.refused,
  );
  const sending = state.outgoing.filter(
    (item) => item.event === AttachPhoto && item.command.report === number,
  );
  const send = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    deeds.send(SendMessage, { text: text.trim(), number });
    setText("");
  };
  return (
    <div class="letters">
      <h4>{say("own.talk")}</h4>
      {said.length + unsent.length === 0 && <p class="help">{say("own.talk_empty")}</p>}
      <div role="log" aria-label={say("own.talk")}>
        <ul>
          {said.map(({ seq, author, line, at }) => (
            <li key={seq} class={author}>
              {line.type === "text" && (
                <div class="bubble">
                  <Text words={line.text} />
                </div>
              )}
              <small>
                {author === "visitor" ? say("you") : `${say("staff")} · ${state.site?.unit ?? ""}`} ·{" "}
                {moment(at, state.locale)}
              </small>
            </li>
          ))}
          {unsent.map((item) => (
            <li key={item.command.client_id} class="visitor">
              <div class="bubble">{item.event === SendMessage && item.command.text}</div>
              <small>
                <Icon path={waiting} />
                {whereabouts(app, item)}
              </small>
            </li>
          ))}
        </ul>
      </div>
      {photos.length + sending.length > 0 && room && (
        <ul class="thumbs">
          {photos.map(({ id }, place) => (
            <li key={id}>
              <room.Picture app={app} source={{ id }} label={say("photo.one", { count: place + 1 })} />
            </li>
          ))}
          {sending.map(({ command, photo, refused }) => (
            <li key={command.client_id}>
              {photo && <room.Picture app={app} source={{ data: photo }} label={say("photo.own")} />}
              <small>{refused ? say("delivery.refused") : say("photo.waiting")}</small>
            </li>
          ))}
        </ul>
      )}
      <form class="write" onSubmit={send}>
        <textarea
          rows={2}
          maxLength={2000}
          aria-label={say("input_filed")}
          placeholder={say("input_filed")}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="send" aria-label={say("send")}>
          <Icon path={arrow} />
        </button>
      </form>
      {room && photos.length + sending.length < MOST_PHOTOS && (
        <room.Picker
          app={app}
          photos={[]}
          already={photos.length + sending.length}
          add={({ data }) => deeds.send(AttachPhoto, { report: number }, data)}
        />
      )}
    </div>
  );
}

/** Three dots while somebody writes; `words` say who. */
export function Typing({ words }: { words: string }) {
  return (
    <p class="bubble typing">
      <span class="sr">{words}</span>
      <i />
      <i />
      <i />
    </p>
  );
}

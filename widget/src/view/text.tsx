/** Text with its https addresses as links. Text nodes only, and no other scheme. */
export function Text({ words }: { words: string }) {
  const parts = words.split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/);
  return (
    <>
      {parts.map((part, place) =>
        place % 2 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
          <a key={place} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}

/** One lucide icon, drawn from its single path. Decoration: the words beside it say the same. */
export function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="i">
      <path d={path} />
    </svg>
  );
}

/** Two short notes for news while nobody looks. Made here: a host's policy has no word for media of ours. */
export function ring(): void {
  const context = new AudioContext();
  const loud = context.createGain();
  loud.connect(context.destination);
  loud.gain.setValueAtTime(0.08, context.currentTime);
  loud.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.5);
  for (const [place, pitch] of [660, 880].entries()) {
    const note = context.createOscillator();
    note.frequency.value = pitch;
    note.connect(loud);
    note.start(context.currentTime + place * 0.14);
    note.stop(context.currentTime + 0.5);
  }
  setTimeout(() => void context.close(), 1000);
}

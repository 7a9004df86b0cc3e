const SECONDS = 0.25;
const LOUDNESS = 0.08;

/** Two short tones, made on the spot. Until somebody has touched the page a browser would keep them for later, so none are made. */
export function playChime(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.setValueAtTime(LOUDNESS, context.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + SECONDS);
  gain.connect(context.destination);
  const tone = context.createOscillator();
  tone.frequency.setValueAtTime(880, context.currentTime);
  tone.frequency.setValueAtTime(1_175, context.currentTime + SECONDS / 3);
  tone.connect(gain);
  tone.start();
  tone.stop(context.currentTime + SECONDS);
  tone.addEventListener('ended', () => void context.close());
}

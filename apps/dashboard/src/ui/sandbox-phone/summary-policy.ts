import type { SandboxPhoneMessage } from '@recado/sdk';

/** A message in a line, as a quote shows it; undefined when only its kind can be told. */
export function summaryOf({ text, file }: Pick<SandboxPhoneMessage, 'text' | 'file'>): string | undefined {
  return text ?? file?.fileName ?? undefined;
}

/** The choices after one is tapped: of a poll that takes several it is added or taken away, else it is the only one. */
export function choicesAfter(
  { choices, mostChoices }: Pick<SandboxPhoneMessage, 'choices' | 'mostChoices'>,
  tapped: string,
): string[] {
  if (mostChoices <= 1) return [tapped];
  const chosen = choices.filter(({ isChosen }) => isChosen).map(({ id }) => id);
  if (!chosen.includes(tapped)) return [...chosen, tapped].slice(-mostChoices);
  const left = chosen.filter((id) => id !== tapped);
  // A vote for nothing cannot be sent: the last one stays.
  return left.length > 0 ? left : chosen;
}

/** The nonce of this page, which the policy asks of every style element. */
export const styleNonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** Whether the server runs beside simulators of WhatsApp. */
export const isSandboxOn =
  document.querySelector<HTMLMetaElement>('meta[name="recado-sandbox"]')?.content === 'on';

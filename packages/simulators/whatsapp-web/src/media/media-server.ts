/** The media server: an HTTPS server for encrypted files. */
export interface MediaServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** PEM of the certificate that clients must trust. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts the media server. */
export function startMediaServer(_options: { readonly port: number; readonly host: string }): Promise<MediaServer> {
  return Promise.resolve({ host: '127.0.0.1:0', certificate: '', close: () => Promise.resolve() });
}

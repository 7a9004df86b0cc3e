import { errorCodes, type ErrorCode, type Problem } from '@recado/contracts';

export interface AppErrorExtras {
  /** For invalid input: each field and what is wrong with it. */
  errors?: { path: string; message: string }[];
  /** Seconds until another try makes sense; becomes Retry-After. */
  retryAfterSeconds?: number;
  /** For window_closed: templates that would do. */
  templates?: string[];
  /** For conflict: the id of what is there already. */
  existingId?: string;
  /** For the log alone; the caller never sees it. */
  internalDetail?: unknown;
}

/** The one error of the application. `publicMessage` is shown to the caller, `internalDetail` only logged. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly extras: AppErrorExtras;

  constructor(code: ErrorCode, publicMessage?: string, extras: AppErrorExtras = {}) {
    super(publicMessage ?? errorCodes[code].title);
    this.name = 'AppError';
    this.code = code;
    this.extras = extras;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  /** The body that the caller gets. */
  toProblem(requestId: string | undefined): Problem {
    const { status, title, hint } = errorCodes[this.code];
    return {
      type: `/docs/errors#${this.code}`,
      title,
      status,
      code: this.code,
      ...(this.message !== title && { detail: this.message }),
      hint,
      ...(this.extras.errors && { errors: this.extras.errors }),
      ...(this.extras.templates && { templates: this.extras.templates }),
      ...(this.extras.existingId !== undefined && { existingId: this.extras.existingId }),
      ...(requestId !== undefined && { requestId }),
    };
  }
}

/** What does not exist and what belongs to another tenant answer alike. */
export const notFound = (what: string): AppError => new AppError('not_found', `${what} was not found`);

import { ApiResponse } from '@nestjs/swagger';
import { ErrorCode, errorCodes, type Problem } from '@recado/contracts';
import { AppError } from './app-error.ts';

const PROBLEMS = 'recado:problems';
/** The media type of every error. */
export const PROBLEM_TYPE = 'application/problem+json';

const SCHEMA = '#/components/schemas/Problem';
const EXAMPLES = '#/components/examples';
const EXAMPLE_REQUEST_ID = '0198f3c0-0000-7000-8000-000000000000';

const isCodes = (value: unknown): value is ErrorCode[] => Array.isArray(value);

/** The examples of the OpenAPI document, one for each code; responses refer to them. */
export const problemExamples = (): Record<string, { summary: string; value: Problem }> =>
  Object.fromEntries(
    ErrorCode.options.map((code) => [
      code,
      { summary: errorCodes[code].title, value: new AppError(code).toProblem(EXAMPLE_REQUEST_ID) },
    ]),
  );

const describe = (codes: ErrorCode[]) =>
  codes.map((code) => `\`${code}\`: ${errorCodes[code].title}`).join('\n\n');

/** The response of one status in the OpenAPI document, with an example of each code. */
export const problemResponse = (codes: ErrorCode[]) => ({
  description: describe(codes),
  content: {
    [PROBLEM_TYPE]: {
      schema: { $ref: SCHEMA },
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `${EXAMPLES}/${code}` }])),
    },
  },
});

/** Swagger adds the description to that of an earlier use, and replaces the content. */
function response(status: number, codes: { added: ErrorCode[]; all: ErrorCode[] }) {
  const ofStatus = (code: ErrorCode) => errorCodes[code].status === status;
  return ApiResponse({
    status,
    ...problemResponse(codes.all.filter(ofStatus)),
    description: describe(codes.added.filter(ofStatus)),
  });
}

/**
 * Documents the errors a route can give, such as `@ApiProblems('not_found', 'conflict')`. Several uses add up.
 * `@RequirePermission` names those of the access guard by itself.
 */
export function ApiProblems(...codes: ErrorCode[]): MethodDecorator & ClassDecorator {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- that is what TypeScript calls a decorated class
  return (target: object | Function, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const described: unknown = descriptor === undefined ? target : descriptor.value;
    if (typeof described !== 'function') return;
    const known: unknown = Reflect.getMetadata(PROBLEMS, described);
    const earlier = isCodes(known) ? known : [];
    const added = codes.filter((code) => !earlier.includes(code));
    const all = [...earlier, ...added];
    Reflect.defineMetadata(PROBLEMS, all, described);
    for (const status of new Set(added.map((code) => errorCodes[code].status)))
      Reflect.apply(response(status, { added, all }), undefined, [target, key, descriptor]);
  };
}

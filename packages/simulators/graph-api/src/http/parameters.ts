import type { FastifyRequest } from 'fastify';
import { parameterRefused, parameterRequired } from '../graph-error.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

/** Parameters of a request: Graph takes them from the query and the body alike. */
export function parametersOf(request: FastifyRequest): JsonObject {
  const { query, body } = request;
  return { ...(isJsonObject(query) && query), ...(isJsonObject(body) && body) };
}

/** A parameter as text; undefined when it is not there. Throws 100 when it is no text. */
export function textParameter(parameters: JsonObject, name: string): string | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw parameterRefused(`Param ${name} must be a string.`);
  return value;
}

/** A parameter as text; throws 100 when it is not there. */
export function requiredText(parameters: JsonObject, name: string): string {
  const value = textParameter(parameters, name);
  if (value === undefined || value === '') throw parameterRequired(name);
  return value;
}

/** The names in `fields`; undefined when all the usual ones are meant. Anything in braces or after a dot is left out. */
export function fieldsParameter(parameters: JsonObject): string[] | undefined {
  const fields = textParameter(parameters, 'fields');
  if (fields === undefined || fields === '') return undefined;
  return fields
    .replace(/\{[^}]*\}|\.[^,]*/g, '')
    .split(',')
    .map((field) => field.trim());
}

/** The chosen fields of an object, always with its id; throws 100 for a field it has not. */
export function pickFields(object: JsonObject, fields: readonly string[]): JsonObject {
  const unknown = fields.find((field) => !Object.hasOwn(object, field));
  if (unknown !== undefined)
    throw parameterRefused(
      `Tried accessing nonexisting field (${unknown}). Available fields: ${Object.keys(object).join(', ')}`,
    );
  return Object.fromEntries(
    Object.entries(object).filter(([name]) => name === 'id' || fields.includes(name)),
  );
}

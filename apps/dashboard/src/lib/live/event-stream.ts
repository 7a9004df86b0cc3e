/** One message of a stream of server-sent events. */
export interface StreamMessage {
  id: string | undefined;
  data: string;
}

/**
 * Cuts text into messages as it comes, by the rules of server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation): fields a line, a blank
 * line ends a message, comments and what has no data are skipped. Lines may end with LF or CR LF.
 */
export class EventStreamParser {
  #rest = '';
  #id: string | undefined;
  #data: string[] = [];

  /** Takes the next piece of the stream and gives the messages it completes. */
  take(text: string): StreamMessage[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line.endsWith('\r') ? line.slice(0, -1) : line));
  }

  #line(line: string): StreamMessage[] {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    if (field === 'id') this.#id = value;
    return [];
  }

  #end(): StreamMessage[] {
    const lines = this.#data;
    this.#data = [];
    return lines.length === 0 ? [] : [{ id: this.#id, data: lines.join('\n') }];
  }
}

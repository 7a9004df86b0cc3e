import { Injectable } from '@nestjs/common';

/** Whether the start is over. What must happen while the server listens already, such as the sandbox, holds it back. */
@Injectable()
export class StartUp {
  #isUnderWay = false;

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** From now on /health/ready answers 503. */
  hold(): void {
    this.#isUnderWay = true;
  }

  release(): void {
    this.#isUnderWay = false;
  }
}

import { lazyRouteComponent } from '@tanstack/react-router';
import { pause } from '../pause.ts';
import { loadWhenReachable, type LoadPorts } from './load-when-reachable.ts';

const ports: LoadPorts = {
  isReachable: () =>
    fetch('/app/favicon.svg', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  pause,
  chance: Math.random,
};

/** Loads a part of the dashboard that came not with the page. Without a connection, or while the server starts anew, it waits. */
export const loadPart = <Part>(load: () => Promise<Part>): Promise<Part> => loadWhenReachable(load, ports);

/** A component that is loaded once it is drawn, or asked for by `preload`. When a newer version has replaced it, the page is loaded anew. */
export const lazyPart: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(() => loadPart(load), name);

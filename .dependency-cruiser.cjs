/**
 * Who may import what; docs/architecture.md says it in words. Rules about "a feature" read the folder names, so that a
 * new feature is held to them without a word here.
 */
const notFeatures = 'platform|channels';
const server = '^apps/server/src';
const tests = '[.]test[.]tsx?$';
const badName = '^(apps|packages|e2e|bench)/.*/(utils?|helpers?|common|shared|misc|types)(/|[.][a-z]+$)';
const infrastructure = ['kysely', 'pg'].map((name) => `node_modules/${name}/`);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'What imports each other is one thing: merge it, or turn one direction round.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment:
        'Every package is listed in the package.json of the workspace that imports it, or of the root.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-in-sources',
      comment: 'The server starts without development packages.',
      severity: 'error',
      from: { path: '^apps/server/src', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'contracts-import-zod-only',
      comment: 'Server, dashboard and SDK all stand on the contracts, so that these stand on nothing.',
      severity: 'error',
      from: { path: '^packages/contracts/src', pathNot: tests },
      to: { pathNot: ['^packages/contracts/src', 'node_modules/zod/'] },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'Platform code has no business words: it imports the configuration, the contracts and itself.',
      severity: 'error',
      from: { path: `${server}/platform/`, pathNot: tests },
      to: {
        path: '^(apps|packages)/',
        pathNot: [`${server}/platform/`, `${server}/config[.]ts$`, '^packages/contracts/src/index[.]ts$'],
      },
    },
    {
      name: 'channels-know-platform-and-contracts',
      severity: 'error',
      from: { path: `${server}/channels/`, pathNot: tests },
      to: {
        path: '^(apps|packages)/',
        pathNot: [
          `${server}/channels/`,
          `${server}/platform/`,
          `${server}/config[.]ts$`,
          '^packages/contracts/src/index[.]ts$',
        ],
      },
    },
    {
      name: 'the-web-channel-alone-knows-its-library',
      comment: 'It is an optional dependency, and a release candidate at that.',
      severity: 'error',
      from: { path: `${server}/`, pathNot: [`${server}/channels/web/`, tests] },
      to: { path: 'node_modules/baileys/' },
    },
    {
      name: 'adapters-are-reached-through-the-port',
      comment:
        'A feature speaks to WhatsApp through the port; which adapter answers is none of its business.',
      severity: 'error',
      from: { path: `${server}/(?!${notFeatures})[^/]+/`, pathNot: tests },
      to: { path: `${server}/channels/[^/]+/` },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: `${server}/channels/([^/]+)/` },
      to: { path: `${server}/channels/[^/]+/`, pathNot: `${server}/channels/$1/` },
    },
    {
      name: 'features-meet-at-their-index',
      comment: "What another feature may use is in its index.ts; the rest is that feature's own.",
      severity: 'error',
      from: { path: `${server}/(?!${notFeatures})([^/]+)/` },
      to: {
        path: `${server}/(?!${notFeatures})[^/]+/`,
        pathNot: [`${server}/$1/`, `${server}/[^/]+/index[.]ts$`],
      },
    },
    {
      name: 'sql-lives-in-repositories-and-queries',
      severity: 'error',
      from: {
        path: server,
        pathNot: [tests, `${server}/platform/database/`, '[.](repository|queries)[.]ts$'],
      },
      to: { path: infrastructure },
    },
    {
      name: 'queues-live-in-jobs',
      severity: 'error',
      from: { path: server, pathNot: [tests, `${server}/platform/queue/`, '[.]jobs[.]ts$'] },
      to: { path: 'node_modules/bullmq/' },
    },
    {
      name: 'policies-are-pure',
      comment: 'A decision that needs the database, the network or a file is not a pure one.',
      severity: 'error',
      from: { path: '-policy[.]ts$' },
      to: {
        path: [
          '[.](repository|queries|jobs|controller|module)[.]ts$',
          '^(node:)?(fs|http|https|child_process)',
        ],
      },
    },
    {
      name: 'simulators-stand-alone',
      severity: 'error',
      from: { path: '^packages/simulators/' },
      to: { path: ['^apps/', '^packages/(contracts|sdk)/'] },
    },
    {
      name: 'simulators-serve-the-sandbox-only',
      comment: 'The server meets the simulators only where it starts the sandbox.',
      severity: 'error',
      from: {
        path: server,
        pathNot: [tests, `${server}/(sandbox/|start-sandbox[.]ts$|start-server[.]ts$|main[.]ts$)`],
      },
      to: { path: '^packages/simulators/' },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: {
        path: ['^apps/[^/]+/src', '^packages/[^/]+/src', '^packages/simulators/[^/]+/src'],
        pathNot: [tests, '/testing/'],
      },
      to: { path: ['/test/', tests] },
    },
    {
      name: 'dashboard-imports-contracts-and-sdk',
      severity: 'error',
      from: { path: '^apps/dashboard/src' },
      to: { path: '^(apps|packages)/', pathNot: ['^apps/dashboard/', '^packages/(contracts|sdk)/'] },
    },
    {
      name: 'dashboard-features-know-no-routes',
      severity: 'error',
      from: { path: '^apps/dashboard/src/features/' },
      to: { path: '^apps/dashboard/src/routes/' },
    },
    {
      name: 'dashboard-features-do-not-know-each-other',
      severity: 'error',
      from: { path: '^apps/dashboard/src/features/([^/]+)/' },
      to: { path: '^apps/dashboard/src/features/', pathNot: '^apps/dashboard/src/features/$1/' },
    },
    {
      name: 'dashboard-ui-and-lib-know-nothing-above',
      severity: 'error',
      from: { path: '^apps/dashboard/src/(ui|lib)/' },
      to: { path: '^apps/dashboard/src/(routes|features)/' },
    },
    {
      name: 'names-say-something',
      comment: 'No folder or file is called utils, helpers, common, shared, misc or types.',
      severity: 'error',
      from: {},
      to: { path: badName, pathNot: 'node_modules' },
    },
    {
      name: 'names-say-something-in-entries',
      comment: 'The same for a file that nothing imports.',
      severity: 'error',
      from: { path: badName, pathNot: 'node_modules' },
      to: {},
    },
    {
      name: 'names-say-something-alone',
      comment: 'The same for a file that imports nothing and that nothing imports.',
      severity: 'error',
      from: { orphan: true, path: badName },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '^packages/sdk/src/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

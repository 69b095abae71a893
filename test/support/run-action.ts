// Stands in until every caller imports run.ts.
export {
  type ActionRun,
  masked,
  metadata,
  type RunOptions,
  run as runAction,
  visibleLog,
} from './run.ts';

import { warnIfExpired } from './post.ts';

// What the main step saved is there in the post step alone.
if (process.env.STATE_asposeAuthStarted === undefined) {
  // Fetched only when needed, so that the post step starts as fast as Node; eager keeps it in the one file.
  void import(/* webpackMode: "eager" */ './main.ts').then(({ main }) => main());
} else {
  warnIfExpired(process.env.STATE_asposeAuthExpiresAt ?? '');
}

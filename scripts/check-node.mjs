// Plain JavaScript, so that any Node can say what is missing.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This needs Node 24, and found ${process.version}: run "npm ci" in this folder, which brings Node 24 with it, and try again.`,
  );
  process.exit(1);
}

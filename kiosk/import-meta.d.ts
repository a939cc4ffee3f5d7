/** What the bundler puts in place of `import.meta.glob`. */
interface ImportMeta {
  readonly glob: <T>(
    pattern: string | readonly string[],
    options: { eager: true; import: string },
  ) => Record<string, T>;
}

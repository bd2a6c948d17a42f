import { FieldFinding, S3SourceInput } from 'backstage-plugin-panther-common';

/**
 * Texts that Terraform cannot hold: it composes the characters of every text, and S3 takes a key in
 * the bytes that it has. https://developer.hashicorp.com/terraform/language/expressions/types#strings
 */
export function checkTerraformText(source: S3SourceInput): FieldFinding[] {
  return source.prefixes.flatMap(
    ({ prefix, logTypes, excludedPrefixes }, index) => {
      const place = `prefixes.${index}`;
      const texts: [string, string][] = [
        [`${place}.prefix`, prefix],
        ...logTypes.map((logType, at): [string, string] => [
          `${place}.logTypes.${at}`,
          logType,
        ]),
        ...excludedPrefixes.map((excluded, at): [string, string] => [
          `${place}.excludedPrefixes.${at}`,
          excluded,
        ]),
      ];
      return texts
        .filter(([, text]) => text !== text.normalize('NFC'))
        .map(([field]) => ({
          field,
          message:
            'Terraform cannot hold this text, as some letter with an accent is written as two characters and Terraform makes one of them; keep this log source out of Terraform, or end the text before that letter.',
        }));
    },
  );
}

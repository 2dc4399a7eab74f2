/** The part of asl-validator that is used here; the package brings no types. */
declare module "asl-validator" {
  /** Adds what is implied to the definition it is given. */
  export default function validate(definition: object): {
    readonly isValid: boolean;
    errorsText(separator: string): string;
  };
}

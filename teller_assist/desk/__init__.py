"""What a person does at the desk: one function a deed."""

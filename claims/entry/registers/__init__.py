"""The registers: articles and outlets, entered or edited by themselves."""
